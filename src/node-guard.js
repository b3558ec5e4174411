// Loaded before everything else (see the start script). Plain JavaScript that every Node understands, because an older one can neither read
// TypeScript nor load the embedded database: it gets one clear line instead of a crash.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Evenhand needs Node.js 22.18 or later; this is ${process.versions.node}. "npm ci" brings a fitting one along on Linux x64; start with "npm start".`)
  process.exit(1)
}

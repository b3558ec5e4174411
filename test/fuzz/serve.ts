/** The service in a thread of its own, so that whoever asks it notices when it no longer answers. */
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { startApp } from '../openapi/document.ts'

const app = await startApp()
await app.listen({ host: '127.0.0.1', port: 0 })
parentPort?.postMessage((app.server.address() as AddressInfo).port)

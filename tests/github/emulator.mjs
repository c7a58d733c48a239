// Runs the GitHub emulator (npm emulate) with a clock from outside, until stdin ends.
//
//   node emulator.mjs FOLDER    FOLDER is where `npm ci` was run; the settings are the first line of stdin, as JSON
//
// The first line of stdout is the port. Every request says in x-now what time it is; GET /-/reset starts anew.
import http from 'node:http'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const Real = globalThis.Date
let now
globalThis.Date = class extends Real {
  constructor(...values) {
    super(...(values.length ? values : [Date.now()]))
  }
  static now() {
    return now ?? Real.now()
  }
}

let emulator
http.Server.prototype.emit = function (event, ...values) {
  if (event === 'listening') {
    this.keepAliveTimeout = 0 // the proxy keeps one connection for all its life
    console.log(this.address().port)
  } else if (event === 'request') {
    const [request, response] = values
    now = Real.parse(request.headers['x-now'])
    if (request.url === '/-/reset') {
      emulator.reset()
      response.end('{}')
      return true
    }
  }
  return Object.getPrototypeOf(http.Server.prototype).emit.call(this, event, ...values)
}

const { createEmulator } = await import(pathToFileURL(`${process.argv[2]}/node_modules/emulate/dist/api.js`))
const lines = createInterface({ input: process.stdin })
lines.once('line', async (line) => {
  emulator = await createEmulator({ service: 'github', port: 0, ...JSON.parse(line) })
})
lines.once('close', () => process.exit())

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerControlDoor } from './control-door'
import type { EmulatorOptions, EmulatorResponse } from './exchange'
import type { Fault } from './faults'
import { readBody } from './read-body'

export type EmulatorServer = {
  readonly url: string
  readonly port: number
  /** Stops listening and breaks the connections still open. */
  close(): Promise<void>
}

/**
 * An HTTP server on 127.0.0.1 with the control door of every emulator: `GET /_emulator/state`, `DELETE
 * /_emulator/state` (state and faults), `GET` and `POST /_emulator/faults`. Rejects when the port is taken.
 */
export async function startEmulatorServer(options: EmulatorOptions): Promise<EmulatorServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      process.stderr.write(
        `${options.name} emulator: ${error instanceof Error ? error.stack : String(error)}\n`,
      )
      if (response.headersSent) response.destroy()
      else send(response, { status: 500, body: `${options.name} emulator failed; see its output.` })
    })
  })
  const port = await listen(server, options)
  return { url: `http://127.0.0.1:${port}`, port, close: () => close(server) }
}

async function answer(
  options: EmulatorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET'
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const listener = path.startsWith('/_emulator/') ? undefined : options.listener?.(path)
  const body = listener ? '' : await readBody(request)
  if (body === undefined) return send(response, { status: 413, body: 'Request body too large' })
  if (path.startsWith('/_emulator/'))
    return send(response, await answerControlDoor(options, method, path, body))
  const fault = options.faults.take(`${method} ${path}`)
  if (fault?.delayMs !== undefined) await elapsed(fault.delayMs, response)
  if (fault?.drop === true) return void request.socket.destroy()
  if (response.destroyed) return
  if (fault && fault.effect === undefined && (fault.status !== undefined || fault.body !== undefined))
    return send(response, faultResponse(fault))
  if (listener) return listener(request, response)
  const passed = fault?.effect === undefined ? {} : { fault }
  send(response, await options.handle({ method, path, query, headers: request.headers, body, ...passed }))
}

function faultResponse(fault: Fault): EmulatorResponse {
  const type = fault.contentType ?? 'text/html; charset=utf-8'
  return { status: fault.status ?? 200, headers: { 'content-type': type }, body: fault.body ?? '' }
}

/** Resolves after `ms`, or as soon as the caller hangs up: its time-out is then over, and so is ours. */
function elapsed(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function send(response: ServerResponse, { status, headers = {}, body = '', drop }: EmulatorResponse): void {
  if (response.destroyed) return
  if (drop === true) return void response.destroy()
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.writeHead(status).end(body)
}

function listen(server: Server, { name, port }: EmulatorOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject('code' in error && error.code === 'EADDRINUSE' ? busy(name, port) : error),
    )
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function busy(name: string, port: number): Error {
  const variable = `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_EMULATOR_PORT`
  return new Error(
    `Port ${port} for the ${name} emulator is in use. Free it, or set ${variable} to another port.`,
  )
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    server.closeAllConnections()
  })
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Fault, Faults } from './faults'

export type EmulatorRequest = {
  readonly method: string
  /** Without the query, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** A fault with an `effect`, which only the emulator itself can bring about. */
  readonly fault?: Fault | undefined
}

export type EmulatorResponse = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined
  readonly body?: string | Buffer | undefined
  /** Breaks the connection instead of answering: the work is done, and the caller never hears of it. */
  readonly drop?: boolean | undefined
}

/** Answers on the wire itself, with the request's body unread. */
export type WireListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type EmulatorOptions = {
  readonly name: string
  /** 0 takes a free port. */
  readonly port: number
  /** What the emulator holds, as JSON can say it, for the control door. */
  readonly state: () => unknown
  readonly reset: () => void | Promise<void>
  readonly faults: Faults
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorResponse>
  /** For paths that a server library answers in place of `handle`, once faults had their turn; effects do not reach it. */
  readonly listener?: (path: string) => WireListener | undefined
  /** Doors of the emulator's own below `/_emulator/`; undefined for an address it does not know. */
  readonly control?: (
    request: Pick<EmulatorRequest, 'method' | 'path' | 'body'>,
  ) => Promise<EmulatorResponse | undefined>
}

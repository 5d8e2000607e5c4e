import { ConfigError, readConfig } from './config'
import type { Config } from './config'

/** For entry points: the configuration, or the list of what is wrong on stderr and an exit code. */
export function readConfigOrExit(code = 1): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(code)
  }
}

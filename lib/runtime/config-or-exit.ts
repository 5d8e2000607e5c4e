import { ConfigError, readConfig } from './config'
import type { Config } from './config'

/** For entry points: the configuration, or the list of what is wrong on stderr and exit code 1. */
export function readConfigOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

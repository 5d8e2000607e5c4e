import { readConfigOrExit } from './config-or-exit'

// Run before `next start`, which would otherwise come up and fail request by request.
readConfigOrExit()

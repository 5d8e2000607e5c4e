import { buildOnce } from './build'

process.stdout.write(buildOnce() ? 'built\n' : 'the build at hand is of these sources\n')

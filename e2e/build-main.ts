import { buildOnce } from './build'

process.stdout.write((await buildOnce()) ? 'built\n' : 'the build at hand is of these sources\n')

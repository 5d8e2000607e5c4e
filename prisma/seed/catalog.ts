import { z } from 'zod'
import { agentMemoryServer } from './courses/agent-memory-server'
import { contextEngineering } from './courses/context-engineering-with-redis-and-langchain'
import { distributedLocks } from './courses/distributed-locks'
import { distributedSessionManagement } from './courses/distributed-session-management'
import { fullTextSearch } from './courses/full-text-search'
import { getStartedWithRedis } from './courses/get-started-with-redis'
import { redisAsAVectorDatabase } from './courses/redis-as-a-vector-database'
import { redisCertifiedDeveloper } from './courses/redis-certified-developer'
import { redisDataIntegration } from './courses/redis-data-integration'
import { redisForDotnet } from './courses/redis-for-dotnet'
import { redisForJava } from './courses/redis-for-java'
import { redisForJavascript } from './courses/redis-for-javascript'
import { redisForPython } from './courses/redis-for-python'
import { redisJson } from './courses/redis-json'
import { redisQueryEngine } from './courses/redis-query-engine'
import { redisSecurity } from './courses/redis-security'
import { redisStreams } from './courses/redis-streams'
import { runningRedisAtScale } from './courses/running-redis-at-scale'
import { seedCourseSchema, type SeedCourse, type SeedCourseDraft } from './seed-course'

// The first six mix the kinds, so that the top of the catalog shows all there is.
const drafts: readonly SeedCourseDraft[] = [
  redisCertifiedDeveloper,
  redisAsAVectorDatabase,
  distributedLocks,
  contextEngineering,
  redisStreams,
  fullTextSearch,
  getStartedWithRedis,
  redisQueryEngine,
  distributedSessionManagement,
  redisJson,
  runningRedisAtScale,
  agentMemoryServer,
  redisSecurity,
  redisForPython,
  redisForJavascript,
  redisForJava,
  redisForDotnet,
  redisDataIntegration,
]

/** The seed catalog in catalog order, parsed. Throws a ZodError on load when a unit's words do not fit the page. */
export const seedCatalog: readonly SeedCourse[] = z.array(seedCourseSchema).parse(drafts)

import type { SeedCourseDraft } from '../seed-course'
import { LIVE_VIRTUAL } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND } from '../ticks'

export const contextEngineering = {
  sku: 'RU-LIVE-CONTEXT',
  slug: 'context-engineering-with-redis-and-langchain',
  kind: 'live-training',
  // Listed, not sellable: dates and seats come with a later issue.
  sale: 'announced',
  flockjayCourseId: 'fj-live-context',
  // Placeholder: the price list is unknown.
  price: { minor: 49000n, currency: 'USD', placeholder: true },
  taxCode: LIVE_VIRTUAL,
  content: {
    title: 'Context Engineering with Redis & LangChain',
    tagline: 'Four modules with an instructor, one agent that remembers.',
    description:
      'Live online training: decide what a language model sees, retrieve it with Redis, keep memory with LangGraph and control cost. Four modules.',
    level: 'advanced',
    durationMinutes: 270,
    lengthLabel: '4 modules',
    format: 'Live, online',
    language: 'English',
    included: [
      // Not "starts seconds after payment": the training starts on its date.
      'Listed in your Redis University account seconds after payment',
      '4 modules with an instructor',
      COMPANY_INVOICE,
      FULL_REFUND,
    ],
    outcomes: [
      'Plan what goes into a context window, and what stays out',
      'Retrieve passages from Redis that a model can use',
      'Keep the state of a conversation and facts about a person in the right place',
      'Bring down cost and waiting time with caching',
      'Leave with an agent that works, and know why it does',
    ],
    syllabus: [
      {
        title: 'What the model sees',
        detail:
          'Instructions, the person, the conversation and retrieved text share one window. Count the tokens of a real request and cut it by half.',
        measure: '45 min',
      },
      {
        title: 'Retrieve what matters',
        detail:
          'Split documents, index them through langchain-redis, filter and combine searches, and score the result against a set of questions.',
        measure: '60 min',
      },
      {
        title: 'Memory that lasts',
        detail:
          'A Redis checkpointer saves every step of a LangGraph conversation; a store keeps what should be known in the next one.',
        measure: '75 min',
      },
      {
        title: 'An agent you can afford to run',
        detail:
          'Put it together with tools, add a semantic cache and a cache for tool results, compress old turns, and compare cost before and after.',
        measure: '90 min',
      },
    ],
    prerequisites: {
      text: 'You write Python and have called a language model from code. Redis as a Vector Database is the best preparation, and the Agent Memory Server lab a short one.',
      courses: ['RU-COURSE-VECTOR', 'RU-LAB-AGENT-MEMORY'],
    },
    certificate:
      'There is no exam. Taking part in all four modules earns a certificate of completion in your Redis University account.',
    faq: [
      {
        question: 'When does it take place?',
        answer:
          'The dates are not set. They will be shown on this page, with the seats that are left; until then the training cannot be booked.',
      },
      {
        question: 'What is the difference from the vector course?',
        answer:
          'The course is about search, at your own pace. Here an instructor takes you through a whole agent, where search is one of four parts, and answers questions as they come up.',
      },
      {
        question: 'Do I have to use LangChain at work?',
        answer:
          'No. LangChain and LangGraph are what the exercises are written in. Budgets, retrieval, memory and caching are decisions you face with any framework.',
      },
      {
        question: 'Can I cancel after booking?',
        answer:
          'Within 14 days of purchase you get the full price back, and your seat becomes free for somebody else.',
      },
    ],
  },
} satisfies SeedCourseDraft

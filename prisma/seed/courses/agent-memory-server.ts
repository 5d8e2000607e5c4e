import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const agentMemoryServer = {
  sku: 'RU-LAB-AGENT-MEMORY',
  slug: 'agent-memory-server',
  kind: 'lab',
  sale: 'open',
  flockjayCourseId: 'fj-lab-agent-memory',
  // Placeholder: the price list is unknown.
  price: { minor: 1900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Agent Memory Server',
    tagline: 'Give an assistant a memory that outlasts the conversation.',
    description:
      'A 40 minute lab with the Redis Agent Memory Server: working memory for a session, long-term memory across sessions, search, and tools for an agent.',
    level: 'intermediate',
    durationMinutes: 40,
    lengthLabel: '40 min',
    format: 'Hands-on',
    language: 'English',
    included: [STARTS_AT_ONCE, '4 hands-on steps', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Tell working memory from long-term memory and use each for its purpose',
      'Let facts from a conversation become memories that last',
      'Find memories by meaning, for one person only',
      'Hand memory to an agent as tools',
    ],
    syllabus: [
      {
        title: 'Hold a conversation',
        detail:
          'Start the server, write messages to the working memory of a session, and watch a long one being summarised.',
        measure: '10 min',
      },
      {
        title: 'Let facts become memories',
        detail:
          'What a person said about themselves moves to long-term memory in the background; duplicates are merged on the way.',
        measure: '10 min',
      },
      {
        title: 'Search by meaning',
        detail:
          'Ask for “food” and find the peanut allergy; filter by user, topic and time so that nobody sees another’s memories.',
        measure: '10 min',
      },
      {
        title: 'Connect an agent',
        detail:
          'The same memories over REST and the Python client, then as tools over MCP. Restart the agent and greet it.',
        measure: '10 min',
      },
    ],
    prerequisites: {
      text: 'Some Python, and a rough idea of embeddings. Redis as a Vector Database explains those from the ground up.',
      courses: ['RU-COURSE-VECTOR'],
    },
    certificate:
      'Shown as completed in your Redis University account. A lab does not lead to a certificate by itself.',
    faq: [
      {
        question: 'Does it only work with one company’s models?',
        answer:
          'No. The server reaches models through LiteLLM, so hosted ones and models on your own machine can be used. The lab’s steps are the same with any of them.',
      },
      {
        question: 'How is this different from keeping the chat history?',
        answer:
          'A history is everything that was said. Long-term memory holds single facts that can be searched, corrected and deleted, and it does not grow with every message.',
      },
      {
        question: 'Where are the memories kept?',
        answer:
          'In the Redis you connect the server to: working memory as JSON that expires, long-term memory as records with a vector index.',
      },
    ],
  },
} satisfies SeedCourseDraft

import { RichText } from './rich-text'

type Question = { readonly question: string; readonly answer: string }

/** Questions that open one by one. */
export function QuestionList({ questions }: { readonly questions: readonly Question[] }) {
  return (
    <div className="border-t border-pen-200">
      {questions.map(({ question, answer }, index) => (
        <details key={index} className="border-b border-pen-200">
          <summary className="cursor-pointer py-4 font-medium">{question}</summary>
          <div className="max-w-[40em] pb-5 text-pen-700">
            <RichText text={answer} heading={3} />
          </div>
        </details>
      ))}
    </div>
  )
}

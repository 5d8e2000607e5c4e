import { PendingButton } from '@/app/_ui/pending-button'
import { signInLearner } from './learner-actions'

/** Leads to Redis Cloud's sign-in and back to `returnTo`. `other` asks for another person than the last. */
export function SignInButton(props: {
  readonly returnTo: string
  readonly label: string
  readonly other?: boolean
  readonly quiet?: boolean
}) {
  return (
    <form action={signInLearner}>
      <input type="hidden" name="returnTo" value={props.returnTo} />
      {props.other === true && <input type="hidden" name="as" value="other" />}
      <PendingButton
        label={props.label}
        pendingLabel="Opening Redis Cloud …"
        className={props.quiet === true ? 'button-quiet' : 'button-primary'}
      />
    </form>
  )
}

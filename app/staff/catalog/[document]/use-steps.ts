'use client'

import { useState } from 'react'
import type { Autosave } from '@/app/staff/catalog/_form/autosave'
import { checkedProblems, NOT_CHECKED } from '@/app/staff/catalog/_form/shown-problems'
import type { Checked } from '@/app/staff/catalog/_form/shown-problems'
import { discardDraft, freezeDraft } from './actions'
import type { StepAnswer } from './actions'

export type Step = 'check' | 'preview' | 'publish' | 'discard'
export type Steps = ReturnType<typeof useSteps>

/** What one can do with the draft beside writing it. Each step begins with saving what waits, and none begins twice. */
export function useSteps(document: string, autosave: Autosave) {
  const home = `/staff/catalog/${document}`
  const [checked, setChecked] = useState<Checked>(NOT_CHECKED)
  const [busy, setBusy] = useState<Step>()
  const [said, say] = useState('')

  function take(step: Step, saved: () => Promise<void> | void) {
    if (busy === undefined) void run(step, saved)
  }
  async function run(step: Step, saved: () => Promise<void> | void) {
    setBusy(step)
    say('')
    try {
      if (await autosave.settle()) await saved()
      else say('It has to be saved first.')
    } catch {
      say('That did not work: no connection. Try again.')
    } finally {
      setBusy(undefined)
    }
  }
  /** Whether nothing is missing; else the summary says what is. */
  function complete(): boolean {
    setChecked(checkedProblems(autosave.problems))
    return autosave.problems.length === 0
  }
  async function ask(answer: Promise<StepAnswer>, next: string) {
    const outcome = await answer
    if (outcome === 'done') leaveFor(next)
    else if (outcome === 'conflict') await autosave.compare()
    else say(REFUSED[outcome])
  }

  return {
    checked,
    busy,
    said,
    check: () =>
      take('check', () => {
        if (complete()) say('Nothing is missing: it can be published.')
      }),
    preview: () => take('preview', () => ask(freezeDraft(document, autosave.token), `${home}/preview`)),
    publish: () =>
      take('publish', () => {
        if (complete()) leaveFor(`${home}/publish`)
      }),
    discard: () =>
      take('discard', () => ask(discardDraft(document, autosave.token), `${home}?did=discarded`)),
  }
}

/** A whole new page: what a page may load and frame comes with its document. */
function leaveFor(address: string) {
  window.location.assign(address)
}

const REFUSED: Readonly<Record<Exclude<StepAnswer, 'done' | 'conflict'>, string>> = {
  'signed-out': 'You are signed out. Sign in again in another tab, then try once more.',
  forbidden: 'Your role does not allow that any more.',
  missing: 'This unit is not there any more.',
  malformed: 'This page is out of date. Reload it and try once more.',
}

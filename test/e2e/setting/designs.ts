import type { Page } from '@playwright/test';
import type { Answer, OutputOf } from '../../../shared/contract/call.ts';
import type { ModeratorApi, ModeratorContract } from '../../../shared/contract/moderator.ts';
import { home, screen } from '../robot/moderator.ts';
import { words } from './words.ts';

type CallName = keyof ModeratorContract;

/** Calls the app as the moderator's window does. Throws with the app's own sentence when it refuses. */
export async function callApp<Name extends CallName>(
  page: Page,
  name: Name,
  input: Parameters<ModeratorApi['call'][Name]>[0],
): Promise<OutputOf<ModeratorContract, Name>> {
  const answer = await answerOf(page, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.message}`);
  return answer.value;
}

/** The same, with a refusal for an answer. */
export async function answerOf<Name extends CallName>(
  page: Page,
  name: Name,
  input: Parameters<ModeratorApi['call'][Name]>[0],
): Promise<Answer<OutputOf<ModeratorContract, Name>>> {
  return page.evaluate(
    async ([called, given]) => {
      const { visavis } = window as unknown as { readonly visavis: { readonly call: Record<string, (input: unknown) => Promise<unknown>> } };
      return visavis.call[called]?.(given);
    },
    [name, input as unknown] as const,
  ) as Promise<Answer<OutputOf<ModeratorContract, Name>>>;
}

/** A locked study, as it was made of a template without changing anything. */
export async function lockTemplate(page: Page, templateId: string, title: string): Promise<string> {
  const { studyId } = await callApp(page, 'design/create', { title, from: { kind: 'template', templateId } });
  await lock(page, studyId);
  return studyId;
}

/** A locked study of the test's own making; the id of what is given is replaced by the one it gets. */
export async function lockStudy(page: Page, title: string, content: Readonly<Record<string, unknown>>): Promise<string> {
  const { studyId } = await callApp(page, 'design/create', { title, from: { kind: 'nothing' } });
  const plain = JSON.parse(JSON.stringify({ ...content, id: studyId, title })) as Parameters<ModeratorApi['call']['design/save']>[0]['content'];
  await callApp(page, 'design/save', { studyId, content: plain });
  await lock(page, studyId);
  return studyId;
}

async function lock(page: Page, studyId: string): Promise<void> {
  await callApp(page, 'design/lock', { studyId, lockedBy: 'TT', reason: null, statement: null });
  await openHomeAnew(page);
}

/** Home reads the studies when it is opened. */
async function openHomeAnew(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
  await screen(page, 'settings').waitFor();
  await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
  await home(page).waitFor();
}

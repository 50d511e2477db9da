import { describe, expect, it } from 'vitest';
import { previewPrompt, type PreviewRequest } from '../../../electron/personal/prompt-preview.ts';
import { PromptPreview } from '../../../shared/contract/personal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';
import { aRegister, aShelf, code, heldSession } from './a-register.ts';
import { promptOf } from './a-context.ts';

type Prompt = PreviewRequest['personalisation'];

async function laboratory(study: Study = smallStudy) {
  const storage = await aRegister();
  return {
    storage,
    preview: async (personalisation: Prompt, details: Partial<PreviewRequest> = {}): Promise<PromptPreview> =>
      PromptPreview.parse(
        await previewPrompt(
          { studyId: study.id, armId: 'arm-prompted', personalisation, participantCode: code, typeId: 'second', message: 'May I lie?', ...details },
          { storage, shelf: aShelf, settings: { commonModelOf: (_, arm) => arm.model }, studyOf: () => study },
        ),
      ),
  };
}

describe('the preview of a prompt', () => {
  it('is the whole system prompt, with the source of everything in it', async () => {
    const { preview, storage } = await laboratory();
    heldSession(storage);
    const { prompt, placeholders, warnings, tokens } = await preview(
      promptOf('They are {{age}}.\nThey say: {{self_description}}\nThey liked:\n{{past}}', {
        placeholders: { past: { kind: 'examples', rule: 'same-type', count: 1 } },
      }),
    );
    expect(prompt).toMatch(/^Secret prompt arm-prompted\.\n\nThey are Old\.\nThey say: I live by the sea\.\nThey liked:\nMessage: /);
    expect(placeholders.map(({ source }) => source)).toEqual([
      { kind: 'answer', stageId: 'profile', sessionNumber: 1 },
      { kind: 'profile', origin: 'prism' },
      { kind: 'exchanges', conversationIds: [expect.any(String)] },
    ]);
    expect(warnings).toEqual([]);
    expect(tokens).toBeGreaterThan(10);
  });

  it('says what is missing and what is done then, and what a questionnaire will ask', async () => {
    const { preview } = await laboratory();
    const { prompt, placeholders, warnings } = await preview(
      promptOf('Be kind.\nAge: {{age}}.\nTown: {{town}}, by {{self_description}}\nDuty: {{duty}}.', { placeholders: { duty: { kind: 'field', field: 'duty', missing: { fallback: 'unknown' } } } }),
    );
    expect(prompt).toBe('Secret prompt arm-prompted.\n\nBe kind.\nDuty: unknown.');
    expect(placeholders.map(({ name, missing }) => [name, missing])).toEqual([['age', 'asked-in-session'], ['town', 'dropped'], ['self_description', null], ['duty', 'fallback']]);
    expect(warnings).toEqual([
      '"age" is not known yet. A questionnaire of the coming session asks for it before the arm first answers.',
      'Nothing is known for "town", so its sentence is left out.',
      '"self_description" is known but not used, because its sentence is left out together with another placeholder.',
      'Nothing is known for "duty", so the text for that case is put in.',
    ]);
  });

  it('shows no prompt where the session would be refused', async () => {
    const { preview } = await laboratory();
    const refused = await preview(promptOf('Town: {{town}}.', { placeholders: { town: { kind: 'field', field: 'town', missing: 'refuse' } } }));
    expect([refused.prompt, refused.placeholders[0]?.missing]).toEqual([null, 'refused']);
    const inTime = await preview(promptOf('Age: {{age}}.', { placeholders: { age: { kind: 'field', field: 'age', missing: 'refuse' } } }));
    expect([inTime.prompt, inTime.placeholders[0]?.missing]).toEqual(['Secret prompt arm-prompted.', 'asked-in-session']);
    const byType = await preview(promptOf('{{past}}', { placeholders: { past: { kind: 'examples', rule: 'same-type', count: 1, missing: 'refuse' } } }));
    expect([byType.prompt, byType.warnings]).toEqual([null, ['"past" has no example of some type of conversation that the session may hold, so a session would not be begun.']]);
  });

  it('says what the budget takes away, and that nobody has reviewed the summary', async () => {
    const { preview, storage } = await laboratory();
    storage.setSummary(smallStudy.id, code, { text: 'Likes it short.', madeText: 'x', providerId: 'practice', model: 'm', request: '[]', madeAtUtcMilliseconds: 1, reviewed: null });
    const template = `${'Be kind to them. '.repeat(20)}\n{{best}}\n{{self_description}}\n{{summary}}`;
    const placeholders = { best: { kind: 'top-preferences', count: 2 }, summary: { kind: 'summary' } } as const;
    const { warnings } = await preview(promptOf(template, { placeholders, budget: { tokens: 50, cut: [] } }));
    expect(warnings.slice(0, 4)).toEqual([
      '2 items of "best" left out to keep to the budget.',
      '"self_description" is left out, with its sentence, to keep to the budget.',
      'Nothing is known for "summary", so its sentence is left out.',
      'There is a summary that nobody has reviewed, so it is not used. Read it and say that it may be used.',
    ]);
    expect(warnings[4]).toMatch(/^The filled template takes about \d+ tokens, more than the budget of 50/);
    storage.setSummary(smallStudy.id, code, { text: 'Likes it short.', madeText: 'x', providerId: 'practice', model: 'm', request: '[]', madeAtUtcMilliseconds: 1, reviewed: { by: 'HR', atUtcMilliseconds: 2 } });
    const reviewed = await preview(promptOf('{{summary}}', { placeholders: { summary: { kind: 'summary' } } }));
    expect(reviewed.placeholders[0]).toMatchObject({ text: 'Likes it short.', source: { kind: 'summary', reviewedBy: 'HR' } });
  });

  it('shows an empty profile, and says that nothing is near an empty message', async () => {
    const { preview } = await laboratory();
    expect((await preview(promptOf('Be kind. They say {{self_description}}'), { participantCode: null })).prompt).toBe('Secret prompt arm-prompted.\n\nBe kind.');
    const near = promptOf('{{past}}', { placeholders: { past: { kind: 'examples', rule: 'nearest-topic', count: 1 } } });
    expect((await preview(near, { message: ' ' })).warnings).toEqual(['Without an opening message nothing is near in topic, so "past" shows the latest exchanges.']);
    expect((await preview(near)).warnings).toEqual([]);
  });

  it('knows no arm that the study does not have', async () => {
    const { preview } = await laboratory();
    await expect(preview(promptOf('Be kind.'), { armId: 'stranger' })).rejects.toMatchObject({ code: 'unknown-arm' });
  });
});

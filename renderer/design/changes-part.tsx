import { useState } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import type { DesignView } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { differencesOf } from '../../shared/study/compare-studies.ts';
import { studyFromTemplate } from '../../shared/study/from-template.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { DifferenceTable } from './difference-table.tsx';
import { editableStudy } from './study-content.ts';

/** Something that can be compared: the draft, a version by its digest, or what the study was made from. */
interface Side {
  readonly id: string;
  readonly name: string;
  /** Known already; null for a version, which is read when it is asked for. */
  readonly content: unknown;
}

/** What was changed since the study was made, and between any two of its versions. */
export function ChangesPart({ api, view, study }: { readonly api: ModeratorApi; readonly view: DesignView; readonly study: Study }) {
  const sides = sidesOf(view, study);
  const [from, setFrom] = useState(() => (sides.find((side) => side.id === 'origin') ?? sides.at(-1))?.id ?? '');
  const [to, setTo] = useState(() => sides[0]?.id ?? '');
  const before = sides.find((side) => side.id === from);
  const after = sides.find((side) => side.id === to);
  const options = sides.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <section className="card stack" aria-labelledby="changes">
      <h2 id="changes">{message('design.changes')}</h2>
      {sides.length < 2 || before === undefined || after === undefined ? (
        <p className="quiet">{message('design.changes.nothing-to-compare')}</p>
      ) : (
        <>
          <div className="design-compared">
            <Select label={message('design.changes.from')} options={options} value={from} onChange={(event) => setFrom(event.target.value)} />
            <Select label={message('design.changes.to')} options={options} value={to} onChange={(event) => setTo(event.target.value)} />
          </div>
          <Compared key={`${from} ${to}`} api={api} before={before} after={after} />
        </>
      )}
    </section>
  );
}

function Compared({ api, before, after }: { readonly api: ModeratorApi; readonly before: Side; readonly after: Side }) {
  const contents = useLoaded(async () => {
    const [first, second] = await Promise.all([contentOf(api, before), contentOf(api, after)]);
    if (!first.ok) return first;
    return second.ok ? ({ ok: true, value: { before: first.value, after: second.value } } as const) : second;
  });
  if (contents.problem !== null) {
    return (
      <Notice tone="danger" actions={<Button onClick={contents.reload}>{message('design.load-again')}</Button>}>
        {contents.problem}
      </Notice>
    );
  }
  if (contents.value === null) return <p role="status">{message('design.loading')}</p>;
  const { value } = contents;
  return <DifferenceTable before={value.before} after={value.after} differences={differencesOf(value.before, value.after)} />;
}

async function contentOf(api: ModeratorApi, side: Side): Promise<Answer<unknown>> {
  if (side.content !== null) return { ok: true, value: side.content };
  const answer = await api.call['design/version']({ digest: side.id });
  return answer.ok ? { ok: true, value: answer.value.content } : answer;
}

/** Newest first, what it was made from last. A version it was made from is in the list already. */
function sidesOf({ isDraft, origin, versions }: DesignView, study: Study): readonly Side[] {
  const draft = isDraft ? [{ id: 'draft', name: message('design.versions.draft'), content: study }] : [];
  const locked = [...versions]
    .reverse()
    .map((version) => ({ id: version.digest, name: message('design.versions.number', { version: version.version }), content: null }));
  const made = origin === null ? null : editableStudy(origin.content);
  if (origin === null || made === null || (made.id === study.id && versions.length > 0)) return [...draft, ...locked];
  // Name and draw of its own are no changes: every study has them.
  const content = studyFromTemplate(made, study);
  return [...draft, ...locked, { id: 'origin', name: message('design.changes.origin', { name: origin.name }), content }];
}

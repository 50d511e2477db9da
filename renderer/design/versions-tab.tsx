import { useState } from 'react';
import type { DesignView, VersionEntry } from '../../shared/contract/design.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { useStaffCall } from '../ui/staff-call.ts';
import { ChangesPart } from './changes-part.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { PartOfList } from './part-of-list.tsx';

/** Versions of a study with their files, what changed between them, and this laptop's part of the list. */
export function VersionsTab({
  api,
  view,
  study,
  flush,
  onView,
}: {
  readonly api: ModeratorApi;
  readonly view: DesignView;
  readonly study: Study;
  readonly flush: () => Promise<boolean>;
  readonly onView: (view: DesignView) => void;
}) {
  const { studyId, isDraft, versions } = view;
  return (
    <div className="design-page stack">
      {isDraft && (
        <section className="card stack" aria-labelledby="versions-draft">
          <h2 id="versions-draft">{message('design.versions.current')}</h2>
          {versions.length === 0 && <p className="quiet">{message('design.versions.none')}</p>}
          <Files api={api} studyId={studyId} digest={null} name={message('design.versions.draft')} flush={flush} />
        </section>
      )}
      {versions.length > 0 && (
        <section className="stack" aria-labelledby="versions-list">
          <h2 id="versions-list">{message('design.versions.list')}</h2>
          {[...versions].reverse().map((version) => (
            <Version key={version.digest} api={api} studyId={studyId} version={version} />
          ))}
        </section>
      )}
      {versions.length > 0 && <PartOfList api={api} view={view} onView={onView} />}
      <ChangesPart api={api} view={view} study={study} />
    </div>
  );
}

function Version({ api, studyId, version }: { readonly api: ModeratorApi; readonly studyId: string; readonly version: VersionEntry }) {
  const name = message('design.versions.number', { version: version.version });
  const at = dayAndTime(version.lockedAtUtcMilliseconds, document.documentElement.lang);
  return (
    <article className="card stack" aria-label={name}>
      <div>
        <h3>{name}</h3>
        <p className="quiet">
          {[
            message('design.versions.locked', { at, by: version.lockedBy }),
            message('design.versions.rows', { count: version.rows }),
            message('design.versions.sessions', { count: version.sessions }),
          ].join(' · ')}
        </p>
      </div>
      <dl className="design-facts">
        {version.reason !== null && (
          <div>
            <dt>{message('design.versions.reason')}</dt>
            <dd dir="auto">{version.reason}</dd>
          </div>
        )}
        {version.statement !== null && (
          <div>
            <dt>{message('design.versions.statement')}</dt>
            <dd dir="auto">{version.statement}</dd>
          </div>
        )}
        <div>
          <dt>{message('design.versions.digest')}</dt>
          <dd className="code">{version.digest}</dd>
        </div>
      </dl>
      <Files api={api} studyId={studyId} digest={version.digest} name={name} />
    </article>
  );
}

/** The study file and the protocol summary of the draft (digest null) or of a version. */
function Files({
  api,
  studyId,
  digest,
  name,
  flush,
}: {
  readonly api: ModeratorApi;
  readonly studyId: string;
  readonly digest: string | null;
  readonly name: string;
  readonly flush?: () => Promise<boolean>;
}) {
  const writing = useStaffCall();
  const [file, setFile] = useState<string | null>(null);

  const write = async (what: 'export' | 'html' | 'pdf'): Promise<void> => {
    setFile(null);
    const result = await writing.run(async () => {
      // What is written is the draft as it is stored.
      if (flush !== undefined) await flush();
      return what === 'export'
        ? api.call['design/export']({ studyId, digest })
        : api.call['design/summary']({ studyId, digest, format: what });
    });
    if (result === null || result.value === null) return;
    setFile(result.value.file);
    announce(`${message('design.versions.written')} ${result.value.file}`);
  };

  return (
    <>
      <div className="row">
        {(['export', 'html', 'pdf'] as const).map((what) => (
          <Button
            key={what}
            aria-label={message(`design.versions.${what}.of`, { name })}
            aria-busy={writing.busy}
            unavailable={writing.busy}
            onClick={() => void write(what)}
          >
            {message(`design.versions.${what}`)}
          </Button>
        ))}
      </div>
      {file !== null && (
        <p>
          {message('design.versions.written')} <span className="code">{file}</span>
        </p>
      )}
      {writing.problem !== null && <Notice tone="danger">{writing.problem}</Notice>}
    </>
  );
}

import type { TrialStage } from '../../../shared/study/stages.ts';

type LayoutKind = TrialStage['layout']['kind'];

/** Dots are messages of the participant, bars are responses, lines are what a model has read. */
export function LayoutPicture({ kind }: { readonly kind: LayoutKind }) {
  return (
    <svg className="form-layout-picture" viewBox="0 0 96 72" width={96} height={72} aria-hidden="true">
      {picture[kind]()}
    </svg>
  );
}

const columns = [16, 48, 80];

const picture: Readonly<Record<LayoutKind, () => React.ReactNode>> = {
  parallel: () =>
    columns.map((x) => (
      <g key={x}>
        <path className="line" d={`M${x} 8V64`} />
        <Message x={x} y={8} />
        <Response x={x} y={26} />
        <Message x={x} y={44} />
        <Response x={x} y={62} />
      </g>
    )),
  branch: () => (
    <>
      <path className="line" d="M48 6V16M48 6L16 18M48 6L80 18M80 22V36M80 36L64 50M80 36H80V50" />
      <Message x={48} y={6} />
      <Response x={16} y={20} />
      <Response x={48} y={20} />
      <Response x={80} y={20} chosen />
      <Message x={80} y={37} />
      <Response x={58} y={56} />
      <Response x={84} y={56} chosen />
    </>
  ),
  'common-thread': () => (
    <>
      <path className="line" d="M48 6L16 18M48 6V18M48 6L80 18M16 22L48 36M48 36L16 50M48 36V50M48 36L80 50" />
      <Message x={48} y={6} />
      <Response x={16} y={20} chosen />
      <Response x={48} y={20} />
      <Response x={80} y={20} />
      <Message x={48} y={37} />
      <Response x={16} y={54} />
      <Response x={48} y={54} chosen />
      <Response x={80} y={54} />
    </>
  ),
};

function Message({ x, y }: { readonly x: number; readonly y: number }) {
  return <circle className="message" cx={x} cy={y} r={4} />;
}

function Response({ x, y, chosen = false }: { readonly x: number; readonly y: number; readonly chosen?: boolean }) {
  return <rect className={chosen ? 'response chosen' : 'response'} x={x - 11} y={y - 4} width={22} height={9} rx={3} />;
}

import { memo, useDeferredValue, useId, useState, type ComponentProps, type ReactNode } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { beginningOf } from './beginning.ts';
import { message } from './messages.ts';
import { isTooDeepToParse, refuseDeepNesting } from './shallow-enough.ts';
import { directionOf } from './text-direction.ts';
import './markdown.css';

/*
 * Text from a stranger. Raw HTML stays text (no rehype-raw), links lead nowhere, images are not loaded.
 * The same rendering for every slot: nothing here may depend on who wrote the text.
 */

type Tag<Name extends keyof React.JSX.IntrinsicElements> = ComponentProps<Name> & ExtraProps;
type Node = NonNullable<ExtraProps['node']>;

function textOf(node: Node | Node['children'][number] | undefined): string {
  if (node === undefined) return '';
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** A link's words, with its address shown when asked for; never something to follow. */
function InertLink({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" className="inert-link" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {children}
      </button>
      {shown && <span className="inert-link-address"> ({address})</span>}
    </>
  );
}

/** Wide content scrolls inside itself, and can be scrolled from the keyboard. */
function WidePart({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="markdown-wide" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

const blocks: Components = {
  p: ({ children, style }: Tag<'p'>) => (
    <p dir="auto" style={style}>
      {children}
    </p>
  ),
  // Lists, quotes and tables hold blocks with a direction of their own, which "auto" would pass over.
  ul: ({ node, ...rest }: Tag<'ul'>) => <ul dir={directionOf(textOf(node))} {...rest} />,
  ol: ({ node, ...rest }: Tag<'ol'>) => <ol dir={directionOf(textOf(node))} {...rest} />,
  blockquote: ({ node, ...rest }: Tag<'blockquote'>) => <blockquote dir={directionOf(textOf(node))} {...rest} />,
  a: ({ href, children }: Tag<'a'>) => <InertLink address={href ?? ''}>{children}</InertLink>,
  img: ({ alt }: Tag<'img'>) => (
    <span className="markdown-image">{alt ? message('ui.markdown.image', { alt }) : message('ui.markdown.image-unnamed')}</span>
  ),
  input: ({ checked }: Tag<'input'>) => (
    <span role="img" aria-label={message(checked ? 'ui.markdown.done' : 'ui.markdown.open')}>
      {checked ? '☑' : '☐'}
    </span>
  ),
  pre: ({ children }: Tag<'pre'>) => (
    <WidePart label={message('ui.markdown.code')}>
      <pre dir="ltr">{children}</pre>
    </WidePart>
  ),
  table: ({ node, ...rest }: Tag<'table'>) => (
    <WidePart label={message('ui.markdown.table')}>
      <table dir={directionOf(textOf(node))} {...rest} />
    </WidePart>
  ),
  th: ({ children, style }: Tag<'th'>) => (
    <th dir="auto" style={style}>
      {children}
    </th>
  ),
  td: ({ children, style }: Tag<'td'>) => (
    <td dir="auto" style={style}>
      {children}
    </td>
  ),
};

/**
 * All headings of a text get one level, the one below the screen's own, so that no level is skipped
 * however a text begins; their size still follows the text.
 */
function withHeadings(Level: 'h2' | 'h3'): Components {
  const heading = (size: 'large' | 'medium' | 'small') =>
    function Heading({ children }: { readonly children?: ReactNode }) {
      return (
        <Level dir="auto" className={`markdown-heading ${size}`}>
          {children}
        </Level>
      );
    };
  const [large, medium, small] = [heading('large'), heading('medium'), heading('small')];
  return { ...blocks, h1: large, h2: large, h3: medium, h4: medium, h5: small, h6: small };
}

const components = { h2: withHeadings('h2'), h3: withHeadings('h3') } as const;
const remarkPlugins = [remarkGfm, refuseDeepNesting];
const keepAddress = (address: string) => address;

/**
 * The elements of a text. Called, not rendered: a text that cannot be parsed must not break the screen
 * around it, or nobody could go on. It is shown as it is.
 */
function elementsOf(text: string, headings: keyof typeof components, id: string): ReactNode {
  if (isTooDeepToParse(text)) return asItIs(text);
  try {
    return ReactMarkdown({
      children: text,
      components: components[headings],
      remarkPlugins,
      remarkRehypeOptions: { clobberPrefix: id },
      urlTransform: keepAddress,
    });
  } catch {
    return asItIs(text);
  }
}

function asItIs(text: string): ReactNode {
  return (
    <p dir="auto" className="markdown-as-it-is">
      {text}
    </p>
  );
}

/**
 * A text in markdown. Parsed once per text: the same text again costs nothing. Of a long text, what fits
 * the screen is painted first and the rest right after, so that four long replies appear at once.
 */
export const Markdown = memo(function Markdown({
  text,
  headings = 'h3',
}: {
  readonly text: string;
  readonly headings?: keyof typeof components;
}) {
  const id = useId();
  const shown = useDeferredValue(text, beginningOf(text));
  return (
    <div className="markdown" aria-busy={shown !== text}>
      {elementsOf(shown, headings, id)}
    </div>
  );
});

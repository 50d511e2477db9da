import type { ProblemPath } from '../../shared/study/problem.ts';

/**
 * A copy with another value at a path; undefined takes the field, or the member of a list, away. What lies
 * beside the path is the same as before. A path that leads through nothing changes nothing.
 * @param content any JSON
 */
export function withValueAt(content: unknown, path: ProblemPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(content)) {
    const list: readonly unknown[] = content;
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || index > list.length) return content;
    if (rest.length === 0 && value === undefined) return list.filter((_, place) => place !== index);
    const next = withValueAt(list[index], rest, value);
    return next === list[index] ? content : list.toSpliced(index, 1, next);
  }
  if (typeof content !== 'object' || content === null) return content;
  const group = content as Readonly<Record<string, unknown>>;
  const name = String(key);
  if (rest.length === 0 && value === undefined) {
    if (!Object.hasOwn(group, name)) return content;
    return Object.fromEntries(Object.entries(group).filter(([each]) => each !== name));
  }
  const next = withValueAt(group[name], rest, value);
  return next === group[name] && Object.hasOwn(group, name) ? content : { ...group, [name]: next };
}

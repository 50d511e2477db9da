const prefix = '--visavis-calls=';

/** The argument by which a window's preload learns the names of its calls. */
export function callNamesArgument(names: readonly string[]): string {
  return `${prefix}${names.join(',')}`;
}

export function callNamesFrom(processArguments: readonly string[]): readonly string[] {
  const argument = processArguments.find((entry) => entry.startsWith(prefix));
  return argument === undefined ? [] : argument.slice(prefix.length).split(',');
}

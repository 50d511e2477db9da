/** Numbers as a reader of the page's language writes them. */
function format(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(document.documentElement.lang || 'en', options).format(value);
}

/** A share as a percentage, `12.5%`. */
export function percent(share: number, digits = 0): string {
  return format(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number with so many digits behind the point, never `-0.00`. */
export function decimal(value: number, digits = 2): string {
  const rounded = Number(value.toFixed(digits));
  return format(rounded === 0 ? 0 : rounded, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A p-value as papers print it: three digits, `< 0.001` below. */
export function pValue(value: number): string {
  return value < 0.001 ? `< ${decimal(0.001, 3)}` : decimal(value, 3);
}

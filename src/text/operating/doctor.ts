/** One thing an operator set up, how it is, and what to do where it is not well. Operators' sentences are in English alone. */
export interface Check {
  what: string;
  isOk: boolean;
  says: string;
  /** Null where nothing is to be done. */
  todo: string | null;
}

export function well(what: string, says: string): Check {
  return { what, isOk: true, says, todo: null };
}

export function unwell(what: string, says: string, todo: string): Check {
  return { what, isOk: false, says, todo };
}

/** "3 people", "1 person". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A stretch of time, as long ago as its largest unit tells. */
export function ago(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 90) return `${counted(minutes, "minute", "minutes")} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

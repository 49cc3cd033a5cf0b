/** A line of one side, or of both. */
export interface DiffLine {
  left: string | undefined
  right: string | undefined
}

/** More lines than this are compared place by place: the table would have a million cells. */
const MOST = 400

/** The lines of two texts beside each other, the same ones together (longest common subsequence). */
export function diffLines(left: string, right: string): DiffLine[] {
  const [a, b] = [left.split('\n'), right.split('\n')]
  if (a.length > MOST || b.length > MOST)
    return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => ({ left: a[at], right: b[at] }))
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) lines.push({ left: a[i++], right: b[j++] })
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push({ left: a[i++], right: undefined })
    else lines.push({ left: undefined, right: b[j++] })
  }
  return paired(lines)
}

/** A line gone and one come at the same place stand in one row. */
function paired(lines: readonly DiffLine[]): DiffLine[] {
  const rows: DiffLine[] = []
  let gone: DiffLine[] = []
  for (const line of lines) {
    if (line.right === undefined) {
      gone.push(line)
      rows.push(line)
    } else if (line.left === undefined && gone.length > 0) {
      const row = gone.shift()
      if (row) rows[rows.indexOf(row)] = { left: row.left, right: line.right }
    } else {
      gone = []
      rows.push(line)
    }
  }
  return rows
}

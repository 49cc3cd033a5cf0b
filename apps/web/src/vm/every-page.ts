/**
 * All rows of a list command, page by page: without `page` CloudStack cuts the list at `default.page.size`, and a bigger
 * `pagesize` is refused (recorded: `listSystemVms.pagesize-too-large`). Every page says how many rows there are in all.
 *
 * @param key under which an answer holds its rows
 * @param ask one page, counted from 1
 */
export async function everyPage<Key extends string, Row>(
  key: Key,
  ask: (page: number) => Promise<{ count: number } & Record<Key, Row[]>>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let page = 1; ; page += 1) {
    const answer = await ask(page)
    rows.push(...answer[key])
    if (answer[key].length === 0 || rows.length >= answer.count) return rows
  }
}

// The sentences of a page: those of its paragraphs and list items, and the rows of its tables, in order. Headings
// are sections; code, and the heads of tables, say nothing.

export interface Sentence {
  readonly section: string;
  readonly text: string;
}

export function sentencesOf(page: string): Sentence[] {
  const found: Sentence[] = [];
  let section = '';
  let paragraph: string[] = [];
  const finish = () => {
    for (const text of split(paragraph.join(' '))) found.push({ section, text });
    paragraph = [];
  };
  for (const line of page.replace(/^```.*?^```$/gms, '').split('\n')) {
    if (!line || /^(#|\||- )/.test(line)) finish();
    if (line.startsWith('#')) section = line.replace(/^#+ /, '');
    else if (/^\|[ :|-]+\|$/.test(line)) found.pop();
    else if (line.startsWith('|')) found.push({ section, text: cellsOf(line).join(' ').trim() });
    else if (line) paragraph.push(line.replace(/^- /, '').trim());
  }
  finish();
  return found;
}

/** The cells of a table's row; a `\|` stands for itself. */
export function cellsOf(row: string): string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** A sentence ends before a capital letter or code; what stands in code is no end. */
function split(text: string): string[] {
  const sentences: string[] = [];
  let isCode = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '`') isCode = !isCode;
    if (isCode || !/^[.!?] [A-Z`[]/.test(text.slice(i, i + 3))) continue;
    sentences.push(text.slice(from, i + 1));
    from = i + 2;
  }
  if (from < text.length) sentences.push(text.slice(from));
  return sentences;
}

/** What `analyze_document` answers for a small letter, with an emoji before the findings. */
export const TEXT = "😀 Letter\n\nDear Ann Lee,\n\nName\tBorn\nAnn Lee\t1 May 1990\n\nann@example.org";

const at = (text, words, from = 0) => {
  const characters = [...text].join("").indexOf(words, from);
  const start = [...text.slice(0, characters)].length;
  return { start, end: start + [...words].length };
};

const table = TEXT.indexOf("Name");

export const REPLY = {
  text: TEXT,
  spans: [
    { id: 0, ...at(TEXT, "Ann Lee"), label: "private_person", kind: "", score: 0.9, source: "model" },
    { id: 1, ...at(TEXT, "Ann Lee", table), label: "private_person", kind: "", score: 0.8, source: "model" },
    { id: 2, ...at(TEXT, "1 May 1990"), label: "private_date", kind: "date", score: 1, source: "rule" },
    { id: 3, ...at(TEXT, "ann@example.org"), label: "private_email", kind: "email_address", score: 1, source: "rule" },
  ],
  blocks: [
    { kind: "heading", level: 1, ...at(TEXT, "😀 Letter"), page: 1 },
    { kind: "paragraph", level: 0, ...at(TEXT, "Dear Ann Lee,"), page: 1 },
    {
      kind: "table",
      level: 0,
      start: at(TEXT, "Name").start,
      end: at(TEXT, "1 May 1990").end,
      page: 1,
      rows: [
        [at(TEXT, "Name"), at(TEXT, "Born")],
        [at(TEXT, "Ann Lee", table), at(TEXT, "1 May 1990")],
      ],
    },
  ],
  pages: [{ number: 1, start: 0, end: [...TEXT].length }],
  stats: { pages: 1, words: 9, characters: [...TEXT].length, findings: 4, share_of_text: 0.5, seconds: 0.1 },
  engine: { name: "fake" },
  format: "docx",
  notes: [],
};

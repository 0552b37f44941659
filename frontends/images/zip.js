/**
 * Several files in one: a ZIP that stores them as they are. Pictures are packed already; packing them again gains nothing.
 *
 * Names and contents only: every file has the same date, the first that the format knows.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8 = 0x0800;
/** 1 January 1980: when something was saved is nobody's business. */
const DATE = 0x0021;
const LARGEST = 0xffffffff;

/**
 * @param {readonly {name: string, blob: Blob}[]} files
 * @returns {Promise<Blob>}
 */
export async function zipOf(files) {
  /** @type {BlobPart[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const directory = [];
  let offset = 0;
  for (const { name, blob } of files) {
    const path = new TextEncoder().encode(name);
    const facts = { crc: crc32(new Uint8Array(await blob.arrayBuffer())), size: blob.size, path };
    const head = bytes([4, LOCAL], ...shared(facts), path);
    if (offset + head.length + blob.size > LARGEST) throw new RangeError("a zip of this kind holds 4 GB at most");
    parts.push(head, blob);
    directory.push(bytes([4, CENTRAL], [2, VERSION], ...shared(facts), [2, 0], [2, 0], [2, 0], [4, 0], [4, offset], path));
    offset += head.length + blob.size;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = bytes([4, END], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, length], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/** The checksum of ZIP and PNG. @param {Uint8Array} data */
export function crc32(data) {
  let crc = -1;
  for (let index = 0; index < data.length; index++) crc = (crc >>> 8) ^ TABLE[(crc ^ data[index]) & 0xff];
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** What stands both before a file and in the directory. @param {{crc: number, size: number, path: Uint8Array}} facts @returns {[number, number][]} */
const shared = ({ crc, size, path }) => [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, DATE], [4, crc], [4, size], [4, size], [2, path.length], [2, 0]];

/** Little-endian numbers as `[width, value]`, and bytes. @param {...([number, number]|Uint8Array)} fields @returns {Uint8Array<ArrayBuffer>} */
function bytes(...fields) {
  const result = [];
  for (const field of fields) {
    if (field instanceof Uint8Array) result.push(...field);
    else for (let at = 0; at < field[0]; at++) result.push((field[1] / 2 ** (8 * at)) & 0xff);
  }
  return new Uint8Array(result);
}

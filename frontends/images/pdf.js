/**
 * Flattened pictures as the pages of a PDF: pixels and nothing else, not even a date.
 *
 * Pixels are stored exactly, each row as its difference from the one above, which packs well. One pixel is 3/4 of a
 * point, as at 96 pixels an inch. Knows no canvas: it is given pixels.
 */

/** The longest side that readers are bound to show, in points. */
const LONGEST = 14_400;

/**
 * @typedef {{width: number, height: number, packed: Uint8Array<ArrayBuffer>}} Page  packed: by `packPixels`
 */

/**
 * @param {readonly Page[]} pages
 * @returns {Blob}
 */
export function pdfOf(pages) {
  const writer = new Writer();
  const kids = pages.map((_, index) => `${3 + 3 * index} 0 R`).join(" ");
  writer.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  writer.object(2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  pages.forEach(({ width, height, packed }, index) => {
    const [page, content, image] = [3 + 3 * index, 4 + 3 * index, 5 + 3 * index];
    const scale = Math.min(0.75, LONGEST / Math.max(width, height));
    const [w, h] = [points(width * scale), points(height * scale)];
    writer.object(page, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Resources << /XObject << /Im ${image} 0 R >> >> /Contents ${content} 0 R >>`);
    writer.stream(content, "", new TextEncoder().encode(`q ${w} 0 0 ${h} 0 0 cm /Im Do Q`));
    const layout = `/Predictor 12 /Colors 3 /BitsPerComponent 8 /Columns ${width}`;
    writer.stream(
      image,
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << ${layout} >>`,
      packed,
    );
  });
  return writer.end();
}

/**
 * Pixels as a PDF stores them: red, green and blue of each row, less the row above, deflated.
 * @param {Uint8ClampedArray} rgba
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function packPixels(rgba, width, height) {
  const rows = new ReadableStream({
    start(controller) {
      let above = new Uint8Array(3 * width);
      for (let y = 0; y < height; y++) {
        const row = new Uint8Array(3 * width);
        const line = new Uint8Array(3 * width + 1);
        line[0] = 2; // the difference from the row above, in PNG's and PDF's numbering
        for (let x = 0, at = 4 * width * y; x < 3 * width; at += 4) {
          for (let channel = 0; channel < 3; channel++, x++) {
            row[x] = rgba[at + channel];
            line[x + 1] = row[x] - above[x];
          }
        }
        controller.enqueue(line);
        above = row;
      }
      controller.close();
    },
  });
  return new Uint8Array(await new Response(rows.pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
}

/** Numbers objects, remembers where they are. */
class Writer {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  #parts = [];
  /** @type {number[]} */
  #offsets = [0];
  #length = 0;

  constructor() {
    this.#write("%PDF-1.5\n");
    this.#put(new Uint8Array([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])); // says that bytes above 127 follow
  }

  /** @param {number} number @param {string} body */
  object(number, body) {
    this.#offsets[number] = this.#length;
    this.#write(`${number} 0 obj\n${body}\nendobj\n`);
  }

  /** @param {number} number @param {string} facts @param {Uint8Array<ArrayBuffer>} data */
  stream(number, facts, data) {
    this.#offsets[number] = this.#length;
    this.#write(`${number} 0 obj\n<< ${facts} /Length ${data.length} >>\nstream\n`);
    this.#put(data);
    this.#write("\nendstream\nendobj\n");
  }

  /** @returns {Blob} */
  end() {
    const start = this.#length;
    const rows = this.#offsets.slice(1).map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
    this.#write(`xref\n0 ${this.#offsets.length}\n0000000000 65535 f \n${rows.join("")}`);
    this.#write(`trailer\n<< /Size ${this.#offsets.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
    return new Blob(this.#parts, { type: "application/pdf" });
  }

  /** @param {string} text */
  #write(text) {
    this.#put(new TextEncoder().encode(text));
  }

  /** @param {Uint8Array<ArrayBuffer>} data */
  #put(data) {
    this.#parts.push(data);
    this.#length += data.length;
  }
}

/** @param {number} value */
const points = (value) => Number(value.toFixed(3));

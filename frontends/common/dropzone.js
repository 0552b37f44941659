/**
 * Files from the person, one, or all where the page takes several: dropped anywhere on the page, chosen by the button,
 * or pasted from the clipboard.
 *
 * It only hands them over; what becomes of them, and whether they are of the right kind, others decide.
 */

/**
 * @typedef {object} DropzoneOptions
 * @property {HTMLElement} zone  lights up while a file is held over the page
 * @property {HTMLInputElement} input  an <input type="file">, which brings the keyboard along
 * @property {(file: File) => void} [onFile]  the first one
 * @property {(files: File[]) => void} [onFiles]  all of them, instead
 * @property {(message: string) => void} [onRefused]  why nothing was taken, in a sentence
 * @property {AbortSignal} [signal]  ends it
 */

/** @param {DropzoneOptions} options */
export function dropzone({ zone, input, onFile = () => {}, onFiles, onRefused = () => {}, signal }) {
  let depth = 0;
  const light = (/** @type {boolean} */ on) => zone.toggleAttribute("data-over", on);

  const take = (/** @type {FileList|File[]|undefined|null} */ files) => {
    if (!files?.length) return false;
    if (document.querySelector("dialog[open]")) {
      onRefused("Close what is open over the page first: its question is about the file that is there."); // no other may slip under it
      return true;
    }
    if (onFiles) {
      onFiles([...files]);
      return true;
    }
    if (files.length > 1) onRefused("One file at a time, please: the first one was taken.");
    onFile(files[0]);
    return true;
  };

  input.addEventListener(
    "change",
    () => {
      const files = [...(input.files ?? [])];
      input.value = ""; // so that the same file can be chosen again
      take(files);
    },
    { signal },
  );

  const carriesFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener(
    "dragenter",
    (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      depth++;
      light(true);
    },
    { signal },
  );
  addEventListener(
    "dragover",
    (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault(); // without it the browser would leave the page and show the file
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    },
    { signal },
  );
  addEventListener(
    "dragleave",
    (event) => {
      if (!carriesFile(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) light(false);
    },
    { signal },
  );
  addEventListener(
    "drop",
    (event) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      depth = 0;
      light(false);
      const entry = event.dataTransfer?.items[0]?.webkitGetAsEntry?.();
      if (entry?.isDirectory) onRefused("A folder cannot be opened here: choose the files in it.");
      else if (!take(event.dataTransfer?.files)) onRefused("There was no file in what you dropped.");
    },
    { signal },
  );

  addEventListener(
    "paste",
    (event) => {
      if (isTyping(event.target)) return;
      if (take(event.clipboardData?.files)) event.preventDefault();
    },
    { signal },
  );
}

/**
 * Whether keys and pastes go into a field at the moment.
 * @param {EventTarget|null} target
 */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=file], [type=checkbox], [type=radio], [type=button])"));
}

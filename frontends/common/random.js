/**
 * What nobody can guess: names of connections, keys of requests, seeds of made-up names.
 */

/** 128 random bits in hexadecimal. crypto.randomUUID exists only on https and localhost; this everywhere. */
export const randomHex = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

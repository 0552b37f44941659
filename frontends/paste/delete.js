/**
 * The delete link's key, which stands behind the # and so reaches no server by itself, goes into the form.
 * Nothing is deleted before a person says so.
 */

import { byId } from "../common/dom.js";

const key = location.hash.slice(1);
if (key) {
  history.replaceState(null, "", location.pathname);
  byId("token", HTMLInputElement).value = key;
  byId("delete-title", HTMLElement).focus(); // never the button that destroys: Enter may still be on its way
}

/** Reads a JSON list of policies from standard input and writes what Google's csp_evaluator finds in each, as JSON. */

import { text } from "node:stream/consumers";

import evaluator from "csp_evaluator";
import parser from "csp_evaluator/dist/parser.js";

const policies = JSON.parse(await text(process.stdin));
const findings = policies.map((policy) =>
  new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate().map(({ severity, directive, value, description }) => ({ severity, directive, value, description })),
);
console.log(JSON.stringify(findings));

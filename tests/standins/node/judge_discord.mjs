// Judges what a bot sent to Discord by Discord's published schema: JSON on standard input, an array of
// [schema, payload], and on standard output one array of complaints for each.
import { readFileSync } from "node:fs";
import * as spec from "discord-api-spec/zod";

const complaints = JSON.parse(readFileSync(0, "utf8")).map(([schema, payload]) => {
  const judged = spec[schema].safeParse(payload);
  return judged.success ? [] : judged.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
});
console.log(JSON.stringify(complaints));

// Makes vocabulary.txt, the schema.org vocabulary in short, of the TypeScript declarations of the npm package schema-dts:
//   npm pack schema-dts && tar xzf schema-dts-*.tgz && node vocabulary.mjs package/dist/schema.d.ts > vocabulary.txt
// Lines: "Type < Parent Parent", then the type's own properties, "  property Range Range"; "Enumeration = Member Member".
import { readFileSync } from 'node:fs';

const source = readFileSync(process.argv[2], 'utf8');
const types = new Map();
const type = (name) => types.get(name) ?? types.set(name, { parents: new Set(), properties: new Map() }).get(name);

for (const [, name, parents, body] of source.matchAll(/^(?:export )?interface (\w+) extends ([^{]+)\{\n([\s\S]*?)^\}/gm)) {
  const own = name.replace(/(Base|Leaf)$/, '');
  for (const parent of parents.split(',')) {
    const above = parent.trim().replace(/Base$/, '');
    if (/^\w+$/.test(above) && above !== own) type(own).parents.add(above);
    else type(own);
  }
  for (const [, property, ranges] of body.matchAll(/^    "(\w+)"\?: SchemaValue<([\s\S]*?), "\1">;$/gm))
    type(own).properties.set(property, ranges.split('|').map((range) => range.trim()).filter((range) => range !== 'IdReference'));
}
const enumerations = new Map();
for (const [, name, values] of source.matchAll(/^export type (\w+) = ([^;]+);$/gm)) {
  const members = [...values.matchAll(/"https:\/\/schema\.org\/(\w+)"/g)].map(([, member]) => member);
  if (members.length) enumerations.set(name, members);
}
console.log('# The schema.org vocabulary (CC BY-SA 3.0, https://schema.org/docs/terms.html), made by vocabulary.mjs.');
for (const [name, { parents, properties }] of [...types].sort()) {
  console.log(`${name} < ${[...parents].sort().join(' ')}`);
  for (const [property, ranges] of [...properties].sort()) console.log(`  ${property} ${ranges.sort().join(' ')}`);
}
for (const [name, members] of [...enumerations].sort()) console.log(`${name} = ${members.sort().join(' ')}`);

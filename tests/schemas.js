// Checks a file against a JSON schema: node schemas.js MODULES sarif|verify FILE
// MODULES is a folder of npm packages: @microsoft/jest-sarif, which holds the
// schema of SARIF 2.1.0, and ajv, which it needs.  Exit status 1: not valid.
const fs = require('fs');
const path = require('path');

const [modules, kind, file] = process.argv.slice(2);
const from = (name) => require(path.resolve(modules, name));
const read = (name) => JSON.parse(fs.readFileSync(name, 'utf8'));

const SARIF = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

function schema() {
	if (kind === 'sarif') return from(SARIF);
	return read(path.join(__dirname, '../doc/verify.schema.json'));
}

// What the schema of SARIF cannot say.
function sarifProblems(log) {
	const problems = [];
	for (const run of log.runs) {
		const rules = run.tool.driver.rules;
		for (const result of run.results) {
			const rule = rules[result.ruleIndex];
			if (!rule || rule.id !== result.ruleId) problems.push(`ruleIndex of ${result.ruleId}`);
			for (const { physicalLocation } of result.locations) {
				const { uri } = physicalLocation.artifactLocation;
				const { startColumn, endColumn, snippet } = physicalLocation.region;
				if (!/^(file:\/\/\/)?([\w.~/-]|%[0-9A-F]{2})+$/.test(uri)) problems.push(`uri ${uri}`);
				if (endColumn <= startColumn) problems.push(`an empty region in ${uri}`);
				if (endColumn > [...snippet.text].length + 2) problems.push(`a region beyond its line in ${uri}`);
			}
		}
	}
	return problems;
}

const Ajv = from('ajv');
const ajv = new Ajv({ allErrors: true, schemaId: 'auto', format: 'full' });
ajv.addMetaSchema(from('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema());
const value = read(file);
const problems = validate(value) ? [] : validate.errors.map((e) => `${e.dataPath} ${e.message}`);
if (kind === 'sarif' && !problems.length) problems.push(...sarifProblems(value));
problems.forEach((problem) => console.log(`    ${file}: ${problem}`));
process.exit(problems.length ? 1 : 0);

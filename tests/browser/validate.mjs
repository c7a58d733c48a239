// Validates pages as HTML. The paths come from stdin, one a line, and what is wrong goes to stdout.
//
//   node validate.mjs FOLDER    FOLDER is where `npm ci` was run
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { HtmlValidate, StaticConfigLoader } = createRequire(`${process.argv[2]}/`)('html-validate')

const validator = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Scripts and styles come from the site itself, and from nowhere else.
    'require-sri': ['error', { target: 'crossorigin' }],
    // Tables whose rows are stacked where it is narrow lose their roles in some browsers.
    'no-redundant-role': 'off',
    // The filter of the outputs acts as one chooses: there is nothing to send.
    'wcag/h32': 'off',
  },
}))

for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { results } = await validator.validateFile(path)
  for (const { line, column, ruleId, message } of results.flatMap((each) => each.messages)) {
    console.log(`${path}:${line}:${column}: ${ruleId}: ${message}`)
  }
}

// The language server in a real VS Code: what a person sees while writing.
import { inWorkbench } from './workbench';
import { WritingDesk } from './writing-desk';

const SHAPES = `type Shape enum { circle: f64, empty }

-- The area of a shape.
fn area(s: Shape) f64 {
    switch s {
        case circle(r) { return 3.0 * r * r; }
    }
    return 0.0;
}

fn main() {
    total := area(Shape.circle(2.0));
    print("{}\\n", totl);
}
`;

const SETTINGS = { 'editor.inlayHints.enabled': 'off', 'editor.autoClosingBrackets': 'never' };

const desk = new WritingDesk();
const files = { 'shapes.rw': SHAPES, '.vscode/settings.json': JSON.stringify(SETTINGS) };

inWorkbench('the language server in VS Code', desk, files, () => {
  it('underlines what is wrong, and lists it', async () => {
    await desk.seeSquiggles('error', 1);
    await desk.seeSquiggles('warning', 1);
    await desk.seeProblems(
      /^shapes\.rw2\nunknown name `totl`ropewalkE0201.*did you mean `total`\?\nthis `switch` misses the tag emptyropewalkW0302/,
    );
  });

  it('says above `main` what can be done with it', async () => {
    await desk.seeLenses(/^Run ?\| ?Debug$/);
  });

  it('tells what a name stands for', async () => {
    await desk.goTo('12:14');
    await desk.seeHover(/^ ?fn area\(s: Shape\) f64\nThe area of a shape\.$/);
  });

  it('offers the fix for a misspelt name, and the cases that a switch misses', async () => {
    await desk.goTo('13:20');
    await desk.fix('Change to `total`');
    await desk.seeText(/ {4}print\("\{\}\\n", total\);/);
    await desk.seeSquiggles('error', 0);
    await desk.goTo('5:6');
    await desk.fix('Add the missing case');
    await desk.seeText(/case circle\(r\) \{ return 3\.0 \* r \* r; \}\n {8}case empty \{\}\n {4}\}/);
    await desk.seeSquiggles('warning', 0);
  });

  it('completes what stands behind a dot, in a text that is not finished', async () => {
    await desk.goTo('13:1');
    await desk.press('End', 'Enter');
    await desk.type('other := Shape.');
    await desk.seeSuggestions(/^circle\nempty$/);
    await desk.type('em');
    await desk.seeSuggestions(/^empty$/);
    await desk.picture('writing');
    await desk.press('Tab');
    await desk.type(';');
    await desk.seeText(/ {4}other := Shape\.empty;/);
    await desk.seeSquiggles('error', 0);
  });

  it('renames a variable wherever it stands', async () => {
    await desk.goTo('13:7');
    await desk.rename('sum');
    await desk.seeText(/ {4}sum := area\(Shape\.circle\(2\.0\)\);(\n.*)*\n {4}print\("\{\}\\n", sum\);/);
  });
});

// Runs a file of Python under Pyodide, without a browser: node node.mjs CORE LOCK FILE. Its `outcome` is printed as JSON.
import {readFileSync} from "node:fs";
const [core, lockFileURL, file] = process.argv.slice(2);
const {loadPyodide} = await import(`${core}/pyodide.mjs`);
const pyodide = await loadPyodide({lockFileURL, stdout: console.error});
await pyodide.loadPackage("off-target", {messageCallback: console.error});
pyodide.runPython(readFileSync(file, "utf-8"));
console.log(pyodide.runPython("import json; json.dumps(outcome)"));

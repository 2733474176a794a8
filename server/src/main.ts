// One file for both worlds: Node starts it as a process, the editor in a browser as a web worker. Two bundles would
// hold the same core twice.
if (typeof process === 'object' && process.versions?.node !== undefined) void import('./main.node.ts');
else void import('./main.browser.ts');

import { readDescriptions } from './spec.ts';

/** Flags between the fetch and the patterns of an ACL. */
export const aclFlags: ReadonlyMap<string, string> = readDescriptions(`
-i: Upper and lower case are the same.
-f: Patterns come from this file, one a line.
-m: How the sample and the patterns are compared.
-M: The file of \`-f\` is a map of two columns; only the first is used.
-n: Never looks up names of addresses.
-u: A number that identifies the ACL for the run-time API.
--: Ends the flags, for patterns that start with a dash.
`);

export const matchMethods: ReadonlyMap<string, string> = readDescriptions(`
found: Whether there is a sample at all, whatever its value.
bool: The value is true.
int: Numbers and ranges such as \`1024:65535\`, also \`gt 5\`.
ip: Addresses and networks.
bin: Bytes in hexadecimal digits.
len: The length of the value, as a number.
str: The whole value.
sub: Somewhere in the value.
reg: A regular expression.
beg: The beginning of the value.
end: The end of the value.
dir: A part between slashes.
dom: A part between dots.
`);

export const predefinedAcls: ReadonlyMap<string, string> = readDescriptions(`
FALSE: Never.
HTTP: The request is valid HTTP.
HTTP_1.0: The request is HTTP/1.0.
HTTP_1.1: The request is HTTP/1.1.
HTTP_2.0: The request is HTTP/2.
HTTP_3.0: The request is HTTP/3.
HTTP_CONTENT: The request has a body.
HTTP_URL_ABS: The request’s URL has a scheme and a host.
HTTP_URL_SLASH: The request’s URL starts with a slash.
HTTP_URL_STAR: The request’s URL is an asterisk.
LOCALHOST: The client is on this machine.
METH_CONNECT: The method is CONNECT.
METH_DELETE: The method is DELETE.
METH_GET: The method is GET or HEAD.
METH_HEAD: The method is HEAD.
METH_OPTIONS: The method is OPTIONS.
METH_POST: The method is POST.
METH_PUT: The method is PUT.
METH_TRACE: The method is TRACE.
RDP_COOKIE: The request holds an RDP cookie.
REQ_CONTENT: The request’s buffer holds something.
TRUE: Always.
WAIT_END: The inspection delay is over or everything has arrived.
`);

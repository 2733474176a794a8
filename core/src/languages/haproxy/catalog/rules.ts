import type { Keyword } from '../../../catalog/keyword.ts';
import { rulesetsOf } from './facts.ts';
import { readKeywords } from './spec.ts';

/** Actions of rules; which rulesets have them is what the program says. */
export const actionKeywords = (): readonly Keyword[] => [
  ...readKeywords(`
@ action
accept | & | Lets the connection or content pass without further rules of this set.
add-acl | pattern~format & | Adds a pattern to the ACL file in parentheses, at run time.
add-header | name value~format & | Adds a header; one of that name stays.
add-headers-bin | sample~sample ?word=prefix ?prefix & | Adds headers that a sample holds.
allow | & | Lets the request or response pass without further rules of this set.
attach-srv | server@tracked-server ?word=name ?sample~sample & | Gives the connection to a server of reverse HTTP.
auth | ?word=realm ?text & | Asks for a user name and password with a 401.
cache-store | cache@cache & | Stores the response in the cache.
cache-use | cache@cache & | Answers from the cache if it can.
capture | sample~sample ?word=len,id ?number & | Stores a sample in a capture slot for the log.
close | & | Closes the server’s connection at once.
del-acl | pattern~format & | Removes a pattern from the ACL file in parentheses, at run time.
del-header | name ?word=-m ?method=str,beg,end,sub,reg & | Removes all headers of that name.
del-headers-bin | sample~sample ?word=-m,prefix ?method=str,beg,end,sub,reg & | Removes the headers whose names a sample holds.
del-map | key~format & | Removes a key from the map file in parentheses, at run time.
deny | >http_reply & | Answers with an error, 403 by default, and stops.
dgram-drop | & | Ignores the packet.
disable-l7-retry | & | Never tries this request again.
do-log | ?word=profile ?profile@log-profile & | Writes a log line now.
do-resolve | sample~sample & | Looks up a name: \`do-resolve(variable,resolvers[,family])\`.
early-hint | name value~format & | Sends a 103 with this header before the response.
expect-netscaler-cip | layer=layer4 & | The connection begins with NetScaler’s client address.
expect-proxy | layer=layer4 & | The connection begins with the PROXY protocol.
normalize-uri | normalizer=fragment-encode,fragment-strip,path-merge-slashes,path-strip-dot,path-strip-dotdot,percent-decode-unreserved,percent-to-uppercase,query-sort-by-name ?option=strict,full & | Brings the URI into a common form.
ot-group | id group & | Reports a group of spans to the tracing system.
pause | time & | Waits before the next rule.
redirect | kind=location,prefix,scheme target~format ?option=code,drop-query,append-slash,set-cookie,clear-cookie,ignore-empty,keep-query* & | Answers with a redirect, 302 by default.
reject | & | Closes the connection without an answer.
replace-header | name regex format~format & | Replaces what matches in a header, all of its lines.
replace-path | regex format~format & | Replaces what matches in the path, without the query.
replace-pathq | regex format~format & | Replaces what matches in path and query.
replace-uri | regex format~format & | Replaces what matches in the URI.
replace-value | name regex format~format & | Replaces what matches in each value of a header’s list.
return | >http_reply & | Answers by itself, 200 by default, and stops.
sc-add-gpc | number~sample & | Adds to a general purpose counter: \`sc-add-gpc(index,counter)\`.
sc-inc-gpc | & | Increments a general purpose counter: \`sc-inc-gpc(index,counter)\`.
sc-inc-gpc0 | & | Increments the first general purpose counter of the tracked entry.
sc-inc-gpc1 | & | Increments the second general purpose counter of the tracked entry.
sc-set-gpt | number~sample & | Sets a general purpose tag: \`sc-set-gpt(index,counter)\`.
sc-set-gpt0 | number~sample & | Sets the first general purpose tag of the tracked entry.
send-retry | & | Lets the client prove its address before the connection goes on.
send-spoe-group | engine group & | Sends a group of messages to the SPOE agents.
set-bandwidth-limit | filter@filter >bandwidth & | Switches a bandwidth limit on.
set-bc-mark | mark~sample & | The firewall mark of packets to the server.
set-bc-tos | tos~sample & | The TOS byte of packets to the server.
set-dst | address~sample & | Changes the destination address.
set-dst-port | port~sample & | Changes the destination port.
set-fc-mark | mark~sample & | The firewall mark of packets to the client.
set-fc-tos | tos~sample & | The TOS byte of packets to the client.
set-header | name value~format & | Sets a header, instead of those of that name.
set-headers-bin | sample~sample ?word=prefix ?prefix & | Sets headers that a sample holds.
set-log-level | level=emerg,alert,crit,err,warning,notice,info,debug,silent & | The level of the log line; \`silent\` writes none.
set-map | key~format value~format & | Sets a value in the map file in parentheses, at run time.
set-mark !set-fc-mark | mark & | The firewall mark of packets to the client.
set-method | method~format & | Changes the method.
set-nice | value & | The stream’s priority for the processor, −1024 to 1024.
set-path | path~format & | Changes the path, without the query.
set-pathq | path~format & | Changes path and query.
set-priority-class | class~sample & | The class in server queues, −2047 to 2047; lower goes first.
set-priority-offset | offset~sample & | Time in ms to be earlier or later in server queues.
set-query | query~format & | Changes the query.
set-retries | number~sample & | How often the connection to a server is tried again.
set-src | address~sample & | Changes the client’s address, for instance to that of a header.
set-src-port | port~sample & | Changes the client’s port.
set-status | status ?word=reason ?text & | Changes the status.
set-timeout | timeout=server,tunnel,client,connect,queue,tarpit value~sample & | Changes a timeout for this stream.
set-tos !set-fc-tos | tos & | The TOS byte of packets to the client.
set-uri | uri~format & | Changes the URI.
set-var | sample~sample & | Stores a value in a variable: \`set-var(txn.name[,condition])\`.
set-var-fmt | format~format & | Stores a text in a variable: \`set-var-fmt(txn.name)\`.
silent-drop | ?word=rst-ttl ?ttl & | Drops the connection without telling the client.
strict-mode | mode=on,off & | Whether a rule that cannot be applied makes the request fail.
switch-mode | mode=http ?word=proto ?protocol=h1,h2 & | Treats the TCP connection as HTTP from here on.
tarpit | >http_reply & | Keeps the client waiting (\`timeout tarpit\`), then answers with an error, 500 by default.
unset-var | & | Removes a variable: \`unset-var(txn.name)\`.
use-service | service=prometheus-exporter,lua. & | Lets a built-in service or a Lua service answer.
wait-for-body | word=time time ?word=at-least ?size & | Waits for the body.
wait-for-handshake | & | Waits for the end of the TLS handshake when early data was sent.
`).flatMap((keyword) => inRulesets(keyword, keyword.name)),
  ...readKeywords(`
@ action
track-sc0 | key~sample ?word=table ?table@table & | Counts in a stick table’s entry for this key; fetches \`sc0_…\` read it.
track-sc1 | key~sample ?word=table ?table@table & | Counts in a second stick table’s entry; fetches \`sc1_…\` read it.
track-sc2 | key~sample ?word=table ?table@table & | Counts in a third stick table’s entry; fetches \`sc2_…\` read it.
`).flatMap((keyword) => inRulesets(keyword, 'track-sc')),
  ...readKeywords(`
@ http_reply
deny_status | status=200,400,401,403,404,405,408,410,413,425,429,500,501,502,503,504 | The status of the answer.
status | status=200,400,401,403,404,405,408,410,413,425,429,500,501,502,503,504 | The status of the answer.
content-type | type | The content type of the answer’s body.
default-errorfiles | | The error pages that apply otherwise.
errorfile | file | A file that holds a whole HTTP answer.
errorfiles | group@http-errors | The error pages of an \`http-errors\` section.
file | file | A file with the body.
lf-file | file | A file with the body, with log-format variables in it.
string | text | The body.
lf-string | format~format | The body, with log-format variables in it.
hdr | name value~format | A header of the answer.
@ bandwidth
limit | sample~sample | Bytes per period.
period | sample~sample | The period.
`),
];

function inRulesets(keyword: Keyword, action: string): Keyword[] {
  return rulesetsOf(action).map(({ ruleset, contexts, since, until }) => ({
    ...keyword,
    name: `${ruleset} ${keyword.name}`,
    in: contexts,
    ...(since && { since }),
    ...(until && { until }),
  }));
}

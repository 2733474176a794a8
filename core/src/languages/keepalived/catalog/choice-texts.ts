/** What the words mean that arguments may be, in the form that `readChoiceTexts` takes. */
export const keepalivedTexts = `
@ *
on yes true: Switches it on, as the keyword alone does.
off no false: Switches it off.
inet: IPv4.
inet6: IPv6.
fwmark: A mark of the firewall, by its number.
group: A \`virtual_server_group\`, by its name.
reverse: Success counts as failure, and the other way round.
noreverse: Success counts as success; the default.
tcp: Seconds that an idle TCP connection is kept.
tcpfin: Seconds that a TCP connection is kept after its end has begun.
udp: Seconds that UDP packets without an answer are kept.
VS: Only the own virtual servers, and no others of the kernel.
TCP: Connections of TCP.
UDP: Packets of UDP.
SCTP: Connections of SCTP.
initial: The parameters that the configuration begins with count.
partial: Some of the parameters are enough.
never: The old form of the checksum is never taken.
allow_if_changes: Interfaces may also be other ones of the same name.
@ vrrp_version, version
2: VRRP version 2: IPv4, whole seconds, with passwords.
3: VRRP version 3: IPv4 and IPv6, hundredths of a second, without passwords.
@ anti_replay
time: By the time of day: clocks of all nodes have to agree.
monotonic: By a counter that only grows.
@ mode
enforce: What is not signed right is dropped.
permissive: What is not signed right is told and taken.
receive-only: Nothing is signed, and what comes is checked.
@ :scheduler
rr: Each in its turn.
wrr: Each in its turn, more often by its weight.
lc: Who has the fewest connections.
wlc: Who has the fewest connections for its weight.
lblc: One server for each destination until it is overloaded; for caches.
lblcr: A set of servers for each destination; for caches.
sh: By a hash of the client's address.
dh: By a hash of the destination.
mh: By Maglev's hash: little changes when a server goes.
fo: The server of the highest weight as long as it is there.
ovf: The server of the highest weight until it has as many connections.
sed: Who is expected to answer soonest.
nq: An idle one, else who is expected to answer soonest.
twos: The better one of two that are drawn.
@ :method
NAT: Answers come back through this machine, which has to be the servers' gateway.
DR: Servers on the same network answer clients themselves; they need the address without ARP.
TUN: Requests are tunnelled to servers anywhere, which answer clients themselves.
@ :type
A: The IPv4 address of a name.
AAAA: The IPv6 address of a name.
NS: The name servers of a zone.
CNAME: What a name is another name for.
SOA: What a zone says of itself.
MX: The mail servers of a name.
TXT: A text.
RRSIG: A signature.
DNSKEY: The key of a zone.
`;

import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ClusterQuery,
  type ElementFindingsResult,
  elementFindingsMethod,
  type FailoverQuery,
  type FailoverResult,
  failoverMethod,
  type TimeLineResult,
  type TopologyQuery,
  type TopologyResult,
  timeLineMethod,
  topologyMethod,
} from '#server/protocol.ts';
import type { PreviewView } from '#webview/messages.ts';

/** Asks the server for all that the page shows of a cluster. */
export async function askForView(
  client: BaseLanguageClient,
  query: TopologyQuery,
): Promise<Omit<PreviewView, 'clusters'>> {
  const { cluster, faults = [] } = query;
  const [diagram, findings, report, timeLine] = await Promise.all([
    client.sendRequest<TopologyResult>(topologyMethod, query),
    client.sendRequest<ElementFindingsResult>(elementFindingsMethod, query),
    client.sendRequest<FailoverResult>(failoverMethod, { cluster, singleFaults: true } satisfies FailoverQuery),
    client.sendRequest<TimeLineResult>(timeLineMethod, { cluster, faults } satisfies ClusterQuery),
  ]);
  return {
    cluster,
    // What the cluster cannot have at the moment (a check that is being renamed) is off, but not forgotten.
    faults: diagram?.faults ?? [],
    open: query.open ?? [],
    findings,
    ...(report && { report }),
    ...(diagram && { diagram }),
    ...(timeLine && { timeLine }),
  };
}

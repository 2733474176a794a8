import { type Event, EventEmitter } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { clustersChangedMethod } from '#server/protocol.ts';

const events = new WeakMap<BaseLanguageClient, Event<void>>();

/** A client has one handler for each kind of notification, so that several listeners need an event. */
export function clustersChanged(client: BaseLanguageClient): Event<void> {
  const known = events.get(client);
  if (known) return known;
  const emitter = new EventEmitter<void>();
  client.onNotification(clustersChangedMethod, () => emitter.fire());
  events.set(client, emitter.event);
  return emitter.event;
}

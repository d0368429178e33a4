/** Message annotations Azure Service Bus defines and this broker reads or writes. */
export const annotationKeys = {
  sequenceNumber: 'x-opt-sequence-number',
  enqueuedSequenceNumber: 'x-opt-enqueue-sequence-number',
  enqueuedTime: 'x-opt-enqueued-time',
  scheduledTime: 'x-opt-scheduled-enqueue-time',
  lockedUntil: 'x-opt-locked-until',
  state: 'x-opt-message-state',
  deadLetterSource: 'x-opt-deadletter-source',
} as const;

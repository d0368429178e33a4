import fc from 'fast-check';
import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../../../local/service-bus/amqp/decode-message.js';
import { encodeMessage } from '../../../../local/service-bus/amqp/encode-message.js';
import { lockTokenTag } from '../../../../local/service-bus/amqp/lock-token-tag.js';
import { mergeApplicationProperties } from '../../../../local/service-bus/amqp/merge-application-properties.js';
import { sectionCodes, splitSections } from '../../../../local/service-bus/amqp/split-sections.js';
import { BrokerError } from '../../../../local/service-bus/broker-error.js';
import type { MessageContent, StoredMessage } from '../../../../local/service-bus/stored-message.js';

const { types } = rhea;

const typedProperties = {
  long: types.wrap_long(1),
  uuid: types.wrap_uuid(Buffer.alloc(16, 7)),
  double: types.wrap_double(2),
  when: types.wrap_timestamp(0),
  list: types.wrap_list([1, 'two', [3]]),
};

function stored(content: MessageContent): StoredMessage {
  return { sequenceNumber: 7, messageId: 'm', enqueuedAtMs: 1_000, deliveryCount: 2, isDeferred: false, content };
}

describe('splitSections', () => {
  it('cuts any encoded message so that the pieces make up the whole', () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => rhea.message.data_section(Buffer.from(bytes))),
      fc.array(fc.oneof(fc.string({ maxLength: 300 }), fc.integer(), fc.array(fc.boolean()))),
      fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer())),
    );
    const properties = fc.dictionary(fc.string(), fc.oneof(fc.string({ maxLength: 300 }), fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(body, properties, (value, application_properties) => {
        const encoded = rhea.message.encode({ message_id: 'm', ttl: 5, application_properties, body: value });
        const sections = splitSections(encoded);
        expect(Buffer.concat(sections.map(({ bytes }) => bytes))).toEqual(encoded);
        expect(sections.map(({ code }) => code).slice(0, 2)).toEqual([sectionCodes.header, sectionCodes.properties]);
      }),
    );
  });

  it('refuses bytes that are no message', () => {
    const encoded = rhea.message.encode({ body: rhea.message.data_section(Buffer.from('body')) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: encoded.length - 1 }), (length) => {
        const cut = encoded.subarray(0, length);
        const wholeSections = splitSections(encoded).map((_, at, all) =>
          all.slice(0, at + 1).reduce((sum, { bytes }) => sum + bytes.length, 0),
        );
        if (wholeSections.includes(length)) return;
        expect(() => splitSections(cut)).toThrow(BrokerError);
      }),
    );
    expect(() => splitSections(Buffer.from('plain text'))).toThrow(BrokerError);
  });
});

describe('a message', () => {
  it('goes through the broker with its properties and body untouched, byte for byte', () => {
    const bare = rhea.message.encode({
      message_id: types.wrap_uuid(Buffer.alloc(16, 3)),
      application_properties: typedProperties,
      body: types.wrap_list([types.wrap_long(5)]),
    });
    const { content } = decodeMessage(bare);
    const sent = encodeMessage(stored(content), { lockedUntilMs: 2_000 });
    expect(sent.subarray(sent.length - content.bare.length)).toEqual(content.bare);
    expect(bare.includes(content.bare)).toBe(true);
    expect(rhea.message.decode(sent)).toMatchObject({ delivery_count: 2 });
  });

  it('keeps its sender’s annotations and loses those only the broker may set', () => {
    const annotations = { 'x-opt-partition-key': 'p', 'x-opt-sequence-number': types.wrap_long(999) };
    const { content } = decodeMessage(rhea.message.encode({ message_annotations: annotations, body: 'b' }));
    const decoded = rhea.message.decode(encodeMessage(stored(content)));
    expect(decoded['message_annotations']).toMatchObject({ 'x-opt-partition-key': 'p', 'x-opt-sequence-number': 7 });
  });

  it('is refused when its id is longer than Azure allows', () => {
    const encoded = rhea.message.encode({ message_id: 'x'.repeat(129), body: 'b' });
    expect(() => decodeMessage(encoded)).toThrow('128');
  });

  it('takes new application properties beside its own, leaving the body as it was', () => {
    const { content } = decodeMessage(rhea.message.encode({ application_properties: { a: 1, b: 2 }, body: 'b' }));
    const merged = rhea.message.decode(mergeApplicationProperties(content.bare, { b: 'new', c: true }));
    expect(merged).toMatchObject({ application_properties: { a: 1, b: 'new', c: true }, body: 'b' });
  });
});

describe('a lock token', () => {
  it('comes back from a delivery tag and from UUID bytes as it was', () => {
    fc.assert(
      fc.property(fc.uuid(), (token) => {
        expect(lockTokenTag.fromTag(lockTokenTag.toTag(token))).toBe(token);
        expect(lockTokenTag.fromUuid(lockTokenTag.toUuid(token))).toBe(token);
      }),
    );
  });

  it('is laid out in a tag as .NET lays out a Guid', () => {
    expect(lockTokenTag.toTag('00112233-4455-6677-8899-aabbccddeeff').toString('hex')).toBe(
      '33221100554477668899aabbccddeeff',
    );
  });
});

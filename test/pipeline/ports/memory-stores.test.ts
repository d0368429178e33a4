import { testArtifactStore } from './artifact-store.suite.js';
import { testDocumentStore } from './document-store.suite.js';
import { testMemoStore } from './memo-store.suite.js';
import { createMemoryArtifactStore } from './memory-artifact-store.js';
import { createMemoryDocumentStore } from './memory-document-store.js';
import { createMemoryMemoStore } from './memory-memo-store.js';

testArtifactStore('in memory', async () => createMemoryArtifactStore());
testMemoStore('in memory', async () => createMemoryMemoStore());
testDocumentStore('in memory', async () => createMemoryDocumentStore());

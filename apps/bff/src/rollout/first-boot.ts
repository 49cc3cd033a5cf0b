import { workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

// A thread's whole work: making a database takes seconds of a processor, in which pages and consoles would stand still.
const database = await PGlite.create(String(workerData))
await database.close()

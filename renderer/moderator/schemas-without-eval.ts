import { z } from 'zod';

/** The page's Content-Security-Policy forbids `new Function`, which zod would otherwise try. */
z.config({ jitless: true });

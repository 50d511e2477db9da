import { exposeApi } from './expose-api.ts';

exposeApi('moderator');

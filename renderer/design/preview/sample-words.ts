import { message } from '../../ui/messages.ts';
import type { SampleWords } from './synthetic-session.ts';

/** Words of nobody in particular: replies differ in length and look, so that what the study does to the look is seen. */
export function sampleWords(): SampleWords {
  return {
    messages: [message('design.preview.sample.message'), message('design.preview.sample.message.further')],
    replies: [
      message('design.preview.sample.reply.1'),
      message('design.preview.sample.reply.2'),
      message('design.preview.sample.reply.3'),
      message('design.preview.sample.reply.4'),
    ],
  };
}

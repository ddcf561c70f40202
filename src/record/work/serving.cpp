#include "record/work/serving.h"

#include "record/engine.h"
#include "record/work/chores.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "record/work/servers.h"

namespace comity::record {

Serving::Serving(Engine& engine) : m_engine(engine)
{
    m_engine.part<ThisServer>().beat(); // before it takes anything
    m_engine.part<LongWorks>().look();
    m_engine.part<Queue>().start();
    m_engine.part<Chores>().start();
}

Serving::~Serving()
{
    m_engine.part<Chores>().stop();
    m_engine.part<Queue>().stop();
    m_engine.part<LongWorks>().stop(0);
}

} // namespace comity::record
